package io.streamgauge.agent.inspect.warning;

import org.jspecify.annotations.Nullable;

/**
 * Something that a person should know, and what to do about it.
 *
 * @param code names the kind of warning for programs: lower case, with dashes
 * @param subject operator and state, as shown; null for what concerns the whole checkpoint
 * @param text what was seen: no full stop at the end
 * @param fix what to do: no full stop at the end
 */
public record Warning(String code, @Nullable String subject, String text, String fix) {}
