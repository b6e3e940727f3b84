package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.BasicAuth;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Http;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Tls;
import io.streamgauge.agent.output.alertmanager.episode.Alert;
import io.streamgauge.agent.output.alertmanager.episode.EpisodeCodec;
import io.streamgauge.agent.output.alertmanager.peer.Peer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request to a peer: POST /api/v2/alerts. Shared by the clients of all peers; safe for use by several threads. */
final class AlertPost {

    private static final String PATH = "/api/v2/alerts";
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private final Vertx vertx;
    private final Http settings;
    private final HttpClient client;

    AlertPost(Vertx vertx, Http settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.client = vertx.createHttpClient(options(settings));
    }

    /** Never fails: every trouble is an {@link Answer}. */
    Future<Answer> send(Peer peer, List<Alert> alerts) {
        return authorization()
                .compose(
                        authorization -> Exchange.run(
                                vertx,
                                client,
                                request(peer, authorization),
                                json(alerts),
                                settings.timeout(),
                                AlertPost::answer),
                        unreadable -> Future.succeededFuture(
                                new Answer.Failed("token", Duration.ZERO, String.valueOf(unreadable.getMessage()))));
    }

    void close() {
        client.close();
    }

    private RequestOptions request(Peer peer, Optional<String> authorization) {
        String serverName = settings.tls().serverName();
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(peer.port(), peer.address()))
                .setHost(peer.tls() && serverName != null ? serverName : peer.host())
                .setPort(peer.port())
                .setURI(peer.path() + PATH)
                .setSsl(peer.tls())
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "streamgauge");
        settings.headers().forEach(request::putHeader);
        authorization.ifPresent(value -> request.putHeader("Authorization", value));
        return request;
    }

    /** The token is read for every request: its file is replaced when it is renewed. */
    private Future<Optional<String>> authorization() {
        BasicAuth basic = settings.basicAuth();
        if (basic != null) {
            byte[] pair = (basic.user() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
            return Future.succeededFuture(
                    Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)));
        }
        Path tokenFile = settings.bearerTokenFile();
        if (tokenFile != null) {
            return vertx.fileSystem()
                    .readFile(tokenFile.toString())
                    .map(token -> Optional.of(
                            "Bearer " + token.toString(StandardCharsets.UTF_8).strip()));
        }
        return Future.succeededFuture(Optional.empty());
    }

    private static Answer answer(HttpClientResponse response, String body) {
        int status = response.statusCode();
        String detail = status + " " + body;
        if (status >= 200 && status < 300) {
            return new Answer.Accepted();
        }
        return switch (status) {
                // 413: the parts of a batch that is too big are smaller.
            case 400, 413, 422 -> new Answer.Refused(true, detail);
            case 415 -> new Answer.Refused(false, detail);
            case 429, 503 -> new Answer.Failed(
                    status == 429 ? "busy" : "status_503", retryAfter(response.getHeader("Retry-After")), detail);
            default -> new Answer.Failed("status_" + status, Duration.ZERO, detail);
        };
    }

    private static Duration retryAfter(@Nullable String header) {
        if (header == null || header.isEmpty() || !header.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ZERO;
        }
        return header.length() > 4 ? LONGEST_RETRY_AFTER : Duration.ofSeconds(Long.parseLong(header));
    }

    static Buffer json(List<Alert> alerts) {
        JsonArray array = new JsonArray();
        for (Alert alert : alerts) {
            array.add(new JsonObject()
                    .put("labels", EpisodeCodec.json(alert.content().labels()))
                    .put("annotations", EpisodeCodec.json(alert.content().annotations()))
                    .put("startsAt", alert.startsAt().toString())
                    .put("endsAt", alert.endsAt().toString())
                    .put("generatorURL", alert.content().generatorUrl()));
        }
        return array.toBuffer();
    }

    private static HttpClientOptions options(Http settings) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) settings.timeout().toMillis());
        Tls tls = settings.tls();
        if (tls.ca() != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(tls.ca().toString()));
        }
        if (tls.certificate() != null && tls.key() != null) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertPath(tls.certificate().toString())
                    .addKeyPath(tls.key().toString()));
        }
        if (tls.insecure()) {
            options.setTrustAll(true).setVerifyHost(false);
        }
        String proxy = settings.proxy();
        if (proxy != null) {
            URI uri = URI.create(proxy);
            options.setProxyOptions(new ProxyOptions().setHost(uri.getHost()).setPort(uri.getPort()));
        }
        return options;
    }
}
