package io.streamgauge.agent.profile.store;

import io.streamgauge.agent.profile.model.Profile;

/** A profile and the recording it was read from. Nobody writes to the bytes. */
public final class StoredProfile {

    private final ProfileDescription description;
    private final Profile profile;
    private final byte[] jfr;

    /** @param jfr handed over; empty where it is not kept */
    public StoredProfile(ProfileDescription description, Profile profile, byte[] jfr) {
        this.description = description;
        this.profile = profile;
        this.jfr = jfr;
    }

    public ProfileDescription description() {
        return description;
    }

    public Profile profile() {
        return profile;
    }

    public byte[] jfr() {
        return jfr;
    }
}
