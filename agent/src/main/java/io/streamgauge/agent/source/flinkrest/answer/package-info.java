/** What Flink's REST interface answered: records, and the strict reading of JSON into them. */
@NullMarked
package io.streamgauge.agent.source.flinkrest.answer;

import org.jspecify.annotations.NullMarked;
