package io.streamgauge.testbed;

import io.streamgauge.testbed.process.ChildProcess;
import io.streamgauge.testbed.s3.S3Server;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What it stores and serves is the checkpoint reader's to test. */
class S3ServerIT {

    @Test
    void refusesWhatIsNotSignedComesBackOnItsPortAndLeavesNothing() throws Exception {
        ChildProcess last;
        try (S3Server server = S3Server.start()) {
            assertThat(status(server)).isEqualTo(403);

            server.process().kill();
            assertThatThrownBy(() -> status(server)).isInstanceOf(ConnectException.class);
            server.restart();
            assertThat(status(server)).isEqualTo(403);
            last = server.process();
        }
        assertThat(last.isAlive()).isFalse();
        assertThat(last.output()).doesNotExist();
    }

    /** Of a request for the names of all buckets, not signed. */
    private static int status(S3Server server) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) server.endpoint().resolve("/").toURL().openConnection();
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
