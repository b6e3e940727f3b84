/** The HTTP port: health, the JSON API, the page, and where /metrics and /ingest are mounted. */
@NullMarked
package io.streamgauge.agent.output.web;

import org.jspecify.annotations.NullMarked;
