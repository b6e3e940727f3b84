package io.streamgauge.agent.config;

import io.streamgauge.agent.analysis.leak.LeakSettings;
import io.streamgauge.agent.analysis.leak.life.LifeSettings;
import io.streamgauge.agent.config.file.ConfigFile;
import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.declaration.Declaration;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.history.HistorySettings;
import io.streamgauge.agent.log.LogSettings;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings;
import io.streamgauge.agent.output.alertmanager.episode.Timing;
import io.streamgauge.agent.output.prometheus.ExpositionSettings;
import io.streamgauge.agent.output.prometheus.series.LabelMode;
import io.streamgauge.agent.output.web.WebSettings;
import io.streamgauge.agent.profile.service.ProfileSettings;
import io.streamgauge.agent.recording.RecordingSettings;
import io.streamgauge.agent.source.checkpoint.CheckpointSettings;
import io.streamgauge.agent.source.checkpoint.CheckpointSettings.ReadDepth;
import io.streamgauge.agent.source.flinkrest.FlinkRestSettings;
import io.streamgauge.agent.source.reporter.IngestSettings;
import io.streamgauge.checkpoint.storage.s3.S3Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ValidConfigTest {

    private static final ConfigSources NOTHING = new ConfigSources(null, Map.of(), List.of());

    /** Keys that exclude others of the file with every key, so that it cannot have them. */
    private static final Set<String> ALTERNATIVES = Set.of(
            "ingest.token-file",
            "profiles.token-file",
            "flink.rest.authorization-file",
            "alertmanager.http.basic-auth.password-file",
            "alertmanager.http.bearer-token-file",
            "alertmanager.http.tls.ca",
            "alertmanager.http.tls.certificate",
            "alertmanager.http.tls.key");

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> takesEveryValidFile() {
        return Fixtures.files("valid", ".yml").stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(Fixtures.problems(Fixtures.file(file))).isEmpty()));
    }

    @Test
    void defaultsAreThoseOfTheComponents() {
        AgentConfig config = Fixtures.load(NOTHING).config();

        assertThat(config)
                .isEqualTo(new AgentConfig(
                        Duration.ofSeconds(10),
                        WebSettings.defaults(),
                        IngestSettings.defaults(),
                        FlinkRestSettings.of(URI.create("http://localhost:8081")),
                        CheckpointSettings.defaults(),
                        ExpositionSettings.defaults(),
                        HistorySettings.defaults(Path.of("streamgauge-history")),
                        new RecordingSettings(Path.of("streamgauge-history/recording"), 256 << 20),
                        LeakSettings.defaults(),
                        LifeSettings.defaults(),
                        Declarations.NONE,
                        ProfileSettings.defaults(),
                        AlertmanagerSettings.OFF,
                        LogSettings.defaults()));
    }

    @Test
    void everyKeyReachesItsSetting() {
        LoadedConfig loaded =
                Fixtures.load(Fixtures.file(Fixtures.folder("valid").resolve("every-key.yml")));

        loaded.settings().forEach((key, setting) -> {
            if (!ALTERNATIVES.contains(key.path())) {
                assertThat(setting.origin()).as(key.path()).startsWith("every-key.yml:");
                assertThat(setting.shown(false)).as(key.path()).isNotEqualTo(key.defaultText());
            }
        });
        AgentConfig config = loaded.config();
        assertThat(config.tick()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.listen()).isEqualTo(new WebSettings("0.0.0.0", 19610));
        assertThat(config.metrics()).isEqualTo(new ExpositionSettings(LabelMode.COMPATIBLE, 3));
        assertThat(config.log()).isEqualTo(new LogSettings(LogSettings.Format.JSON, LogSettings.Level.DEBUG));
        assertThat(config.ingest())
                .isEqualTo(new IngestSettings(
                        "hunter2",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4),
                        Duration.ofHours(1),
                        77,
                        new IngestSettings.Bounds(5, 6, 7, 8L << 20, 9L << 20)));
        assertThat(config.flinkRest())
                .isEqualTo(new FlinkRestSettings(
                        List.of(URI.create("https://one:8081"), URI.create("http://two:8082/prefix")),
                        "Bearer hunter2",
                        Path.of("/etc/ca.pem"),
                        new FlinkRestSettings.Timeouts(
                                Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)),
                        1 << 20,
                        new FlinkRestSettings.Minimums(
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(8),
                                Duration.ofSeconds(9))));
        assertThat(config.checkpoint())
                .isEqualTo(new CheckpointSettings(
                        ReadDepth.SIZES,
                        8,
                        List.of(Path.of("/mnt/checkpoints")),
                        List.of("s3://claimed/savepoints"),
                        Map.of("file:/data", "/mnt"),
                        S3Settings.defaults()
                                .withRegion("eu-central-1")
                                .withEndpoint(URI.create("https://minio:9000"), true)));
        assertThat(config.history())
                .isEqualTo(new HistorySettings(
                        Path.of("/var/lib/streamgauge"),
                        512L << 20,
                        Duration.ofDays(20),
                        Duration.ofHours(6),
                        360,
                        64L << 20,
                        60));
        assertThat(config.leak())
                .isEqualTo(new LeakSettings(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofHours(3),
                        12,
                        0.5,
                        1_000,
                        Duration.ofSeconds(90)));
        assertThat(config.lives())
                .isEqualTo(new LifeSettings(
                        Duration.ofHours(3),
                        Duration.ofHours(30),
                        Duration.ofDays(40),
                        0.25,
                        50,
                        Duration.ofSeconds(90),
                        Duration.ofDays(30)));
        assertThat(config.declarations())
                .isEqualTo(new Declarations(List.of(
                        new Declaration("orders-uid", "carts", Duration.ofDays(5), false),
                        new Declaration("Price list", "prices", null, true))));
        assertThat(config.profiles())
                .isEqualTo(new ProfileSettings(
                        false, "hunter2", Duration.ofSeconds(30), 6, 64L << 20, Duration.ofDays(3), true));
        assertThat(config.alertmanager()).isEqualTo(everyAlertmanagerSetting());
    }

    private static AlertmanagerSettings everyAlertmanagerSetting() {
        return new AlertmanagerSettings(
                List.of("http://am-0:9093", "http://am-1:9093"),
                new Timing(
                        Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(10)),
                Set.of(Verdict.WATCH, Verdict.CONFIRMED),
                Map.of(Finding.STATE_LEAK, new AlertmanagerSettings.AlertSettings(false, "critical")),
                Map.of("cluster", "blue", "team", "streams"),
                new AlertmanagerSettings.Links(
                        "https://streamgauge.example", "https://runbooks.example", "https://grafana.example"),
                new AlertmanagerSettings.Http(
                        Duration.ofSeconds(3),
                        Map.of("X-Scope-OrgID", "hunter2"),
                        new AlertmanagerSettings.BasicAuth("me", "hunter2"),
                        null,
                        new AlertmanagerSettings.Tls(null, null, null, "am.example", true),
                        "http://proxy:3128"));
    }

    @Test
    void alternativesReachTheirSettingsToo() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "hunter2\n");
        ConfigSources sources = new ConfigSources(
                null,
                Map.of("STREAMGAUGE_INGEST_TOKEN_FILE", secret.toString()),
                List.of(
                        "flink.rest.authorization-file=" + secret,
                        "alertmanager.http.bearer-token-file=" + secret,
                        "alertmanager.http.tls.ca=" + secret,
                        "alertmanager.http.tls.certificate=" + secret,
                        "alertmanager.http.tls.key=" + secret));
        AgentConfig config = Fixtures.load(sources).config();

        assertThat(config.ingest().token()).isEqualTo("hunter2");
        assertThat(config.flinkRest()).isNotNull().satisfies(rest -> assertThat(rest.authorization())
                .isEqualTo("hunter2"));
        assertThat(config.alertmanager().http().bearerTokenFile()).isEqualTo(secret);
        assertThat(config.alertmanager().http().tls())
                .isEqualTo(new AlertmanagerSettings.Tls(secret, secret, secret, null, false));
        AgentConfig password = Fixtures.load(new ConfigSources(
                        null,
                        Map.of(),
                        List.of(
                                "alertmanager.http.basic-auth.user=me",
                                "alertmanager.http.basic-auth.password-file=" + secret)))
                .config();
        assertThat(password.alertmanager().http().basicAuth())
                .isEqualTo(new AlertmanagerSettings.BasicAuth("me", "hunter2"));
    }

    @Test
    void noAddressesMeanNoRest() {
        assertThat(Fixtures.load(Fixtures.text("flink: {rest: {addresses: []}}"))
                        .config()
                        .flinkRest())
                .isNull();
    }

    @Test
    void flagsComeBeforeVariablesAndVariablesBeforeTheFile() {
        ConfigFile file = new ConfigFile("agent.yml", "tick: 1s\nlisten: {port: 1}\nhistory: {max-age: 11d}\n");
        ConfigSources sources = new ConfigSources(
                file,
                Map.of(
                        "STREAMGAUGE_TICK", "2s",
                        "STREAMGAUGE_LISTEN_PORT", "2",
                        "STREAMGAUGE_FLINK_REST_ADDRESSES", "http://a:1, http://b:2",
                        "STREAMGAUGE_ALERTMANAGER_EXTERNAL_LABELS", "cluster=blue,team=a=b"),
                List.of("tick=3s", "tick=4s"));
        LoadedConfig loaded = Fixtures.load(sources);

        assertThat(loaded.config().tick()).isEqualTo(Duration.ofSeconds(4));
        assertThat(loaded.config().listen().port()).isEqualTo(2);
        assertThat(loaded.config().history().maxAge()).isEqualTo(Duration.ofDays(11));
        assertThat(loaded.config().flinkRest()).isNotNull().satisfies(rest -> assertThat(rest.addresses())
                .containsExactly(URI.create("http://a:1"), URI.create("http://b:2")));
        assertThat(loaded.config().alertmanager().externalLabels()).isEqualTo(Map.of("cluster", "blue", "team", "a=b"));
        assertThat(loaded.effective().lines().map(line -> line.replaceAll(" +#", " #")))
                .contains(
                        "tick: 4s # --set tick",
                        "listen.port: 2 # environment STREAMGAUGE_LISTEN_PORT",
                        "history.max-age: 11d # agent.yml:3",
                        "history.max-size: 2GiB # default",
                        "flink.rest.addresses: [http://a:1, http://b:2] # environment STREAMGAUGE_FLINK_REST_ADDRESSES",
                        "ingest.token: (not set) # default");
    }

    @Test
    void showsNoSecret() {
        LoadedConfig loaded =
                Fixtures.load(Fixtures.file(Fixtures.folder("valid").resolve("every-key.yml")));

        assertThat(loaded.effective())
                .doesNotContain("hunter2")
                .containsPattern("ingest.token: \\*{6} +# every-key.yml:12\n")
                .hasLineCount(ConfigLoader.KEYS.size());
        assertThat(loaded.config().toString()).doesNotContain("token=hunter2", "password=hunter2", "Bearer");
    }

    @Test
    void everyKeyHasItsOwnVariable() {
        assertThat(ConfigLoader.KEYS.stream().map(ConfigKey::variable)).doesNotHaveDuplicates();
        assertThat(ConfigLoader.KEYS.stream().map(ConfigKey::path)).doesNotHaveDuplicates();
        assertThat(ConfigLoader.KEYS).hasSizeGreaterThan(60);
    }
}
