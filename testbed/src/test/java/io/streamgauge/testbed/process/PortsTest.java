package io.streamgauge.testbed.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PortsTest {
    @Test
    void leasedPortCanBeBoundAgainAndAgain() throws IOException {
        try (Ports ports = new Ports()) {
            int port = ports.lease();

            for (int run = 0; run < 2; run++) {
                try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                    assertThat(socket.getLocalPort()).isEqualTo(port);
                }
            }
        }
    }

    @Test
    void noPortIsLeasedTwiceWhileItsOwnerIsOpen() {
        try (Ports one = new Ports();
                Ports other = new Ports()) {
            Set<Integer> leased = new HashSet<>();
            for (int i = 0; i < 500; i++) {
                assertThat(leased.add(one.lease())).isTrue();
                assertThat(leased.add(other.lease())).isTrue();
            }
        }
    }
}
