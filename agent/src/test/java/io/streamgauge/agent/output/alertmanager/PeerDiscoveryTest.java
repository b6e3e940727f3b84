package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.output.alertmanager.peer.Peer;
import io.streamgauge.agent.output.alertmanager.peer.PeerAddress;
import io.streamgauge.agent.output.alertmanager.peer.PeerDiscovery;
import io.streamgauge.agent.output.alertmanager.peer.PeerNames;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PeerDiscoveryTest {

    private final FakeNames names = new FakeNames();

    private PeerDiscovery discovery(String... peers) {
        return new PeerDiscovery(List.of(peers).stream().map(PeerAddress::parse).toList(), names);
    }

    private static Set<Peer> discover(PeerDiscovery discovery) {
        return discovery.discover().result();
    }

    @ParameterizedTest
    @CsvSource({
        "http://am:9093, http://am:9093",
        "http://am, http://am:80",
        "https://am/alertmanager/, https://am:443/alertmanager",
        "HTTP://10.0.0.1:9093, http://10.0.0.1:9093",
        "http://[::1]:9093, http://[::1]:9093"
    })
    void aPlainAddressIsItsPeer(String configured, String name) {
        assertThat(discover(discovery(configured))).extracting(Peer::name).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "am:9093",
                "ftp://am",
                "http://",
                "http://am:9093?x=1",
                "http://user:pw@am:9093",
                "dns+am:9093",
                "dns+http://am",
                "dnssrv+http://_web._tcp.am:9093",
                "http://am:9093/api/v2/alerts",
                "http://am :9093"
            })
    void refusesWhatIsNoAddress(String configured) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeerAddress.parse(configured))
                .withMessageContaining("found");
    }

    @Test
    void everyAddressOfANameIsAPeerThatKeepsTheNameForItsCertificate() {
        names.put("am.example", List.of("10.0.0.1", "10.0.0.2", "fd00::1"));

        Set<Peer> peers = discover(discovery("dns+https://am.example:9093/x"));

        assertThat(peers)
                .extracting(Peer::name)
                .containsExactly("https://10.0.0.1:9093/x", "https://10.0.0.2:9093/x", "https://[fd00::1]:9093/x");
        assertThat(peers).extracting(Peer::host).containsOnly("am.example");
    }

    @Test
    void everyTargetOfAServiceIsAPeer() {
        names.putService(
                "_web._tcp.am.example",
                List.of(new PeerNames.Target("a.am.example", 9093), new PeerNames.Target("b.am.example", 9094)));

        assertThat(discover(discovery("dnssrv+http://_web._tcp.am.example")))
                .extracting(Peer::name)
                .containsExactly("http://a.am.example:9093", "http://b.am.example:9094");
    }

    @Test
    void aNameThatFailsKeepsItsPeersAndHarmsNoOther() {
        names.put("am.example", List.of("10.0.0.1"));
        PeerDiscovery discovery = discovery("dns+http://am.example:9093", "http://other:9093");
        assertThat(discover(discovery)).hasSize(2);
        names.clear();

        assertThat(discover(discovery))
                .extracting(Peer::name)
                .containsExactly("http://10.0.0.1:9093", "http://other:9093");
    }

    @Test
    void followsANameThatChanges() {
        names.put("am.example", List.of("10.0.0.1"));
        PeerDiscovery discovery = discovery("dns+http://am.example:9093");
        discover(discovery);
        names.put("am.example", List.of("10.0.0.2"));

        assertThat(discover(discovery)).extracting(Peer::address).containsExactly("10.0.0.2");
    }
}
