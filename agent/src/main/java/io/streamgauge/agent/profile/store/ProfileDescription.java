package io.streamgauge.agent.profile.store;

import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileMode;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is known of a profile beside its stacks.
 *
 * @param id made by the agent: letters, digits and dashes, and so a file's name
 * @param from when recording began, by the clock of the process
 * @param engine how samples were taken
 * @param notSeen what the engine cannot see, each in plain words
 * @param continuous a part of continuous profiling; else somebody asked for it
 * @param askedBy empty for continuous ones
 */
public record ProfileDescription(
        String id,
        ProcessRef process,
        ProfileMode mode,
        Instant from,
        Instant to,
        String engine,
        List<String> notSeen,
        boolean continuous,
        String askedBy) {

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    public ProfileDescription {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id of a profile: found " + id.length()
                    + " characters, expected 1 to 64 letters, digits and dashes");
        }
        notSeen = List.copyOf(notSeen);
    }
}
