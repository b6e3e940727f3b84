package io.streamgauge.testbed;

import io.streamgauge.testbed.process.TestbedException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where this repository is checked out: what the build has made lies below it. */
public final class Repository {
    private Repository() {}

    /** The system property streamgauge.home, else found from where our own classes lie: testbed/target/(classes|x.jar). */
    public static Path root() {
        String home = System.getProperty("streamgauge.home");
        if (home != null) {
            return Path.of(home).toAbsolutePath().normalize();
        }
        try {
            return Path.of(Repository.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve("../../..")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new TestbedException("location of the testbed's classes: not a path; set -Dstreamgauge.home", e);
        }
    }
}
