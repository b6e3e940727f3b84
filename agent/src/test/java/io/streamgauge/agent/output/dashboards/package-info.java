/** Makes and checks what lies in grafana/ and alerts/. */
@NullMarked
package io.streamgauge.agent.output.dashboards;

import org.jspecify.annotations.NullMarked;
