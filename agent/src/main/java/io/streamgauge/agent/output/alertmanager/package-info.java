/**
 * Pushes findings to Alertmanager, API v2. {@link io.streamgauge.agent.output.alertmanager.AlertEpisodes} decides without
 * clock or I/O what is due; one {@link io.streamgauge.agent.output.alertmanager.AlertmanagerClient} per peer delivers it.
 */
@NullMarked
package io.streamgauge.agent.output.alertmanager;

import org.jspecify.annotations.NullMarked;
