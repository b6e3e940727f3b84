/**
 * Observations as lines of JSON: a file of them is all that the judgement of states rests on, and is judged again by
 * {@code replay}. docs/replay.md describes the format field by field.
 */
@NullMarked
package io.streamgauge.agent.recording;

import org.jspecify.annotations.NullMarked;
