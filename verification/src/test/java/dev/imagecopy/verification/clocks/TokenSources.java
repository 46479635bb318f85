package dev.imagecopy.verification.clocks;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentialsProviders;
import dev.imagecopy.alibaba.ecs.auth.AlibabaRole;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.auth.PodOfATest;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Services that give temporary credentials, each with a client that needs them to read. */
final class TokenSources {
    /**
     * A client that gets its credentials from a service.
     *
     * @param service answers the client and gives the credentials
     * @param client to close
     * @param blocking reads
     * @param async reads without blocking
     * @param asked how often credentials were asked for
     */
    record Reader(
            Simulator service,
            ImageCopyClient<?, ?> client,
            Supplier<List<?>> blocking,
            Supplier<CompletableFuture<? extends List<?>>> async,
            IntSupplier asked)
            implements AutoCloseable {
        @Override
        public void close() {
            client.close();
            service.close();
        }
    }

    /** Answers a CloudSSO portal's question with the key of the instance: the documents are alike. */
    private record Portal(HttpTransport service) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return service.send(answerable(request), timeout);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            return service.sendAsync(answerable(request), timeout);
        }

        private static HttpRequest answerable(HttpRequest request) {
            return request.uri().getPath().equals("/cloud-credentials")
                    ? HttpRequest.of("GET", request.uri().resolve(KEY), request.headers())
                    : request;
        }

        @Override
        public void close() {
            service.close();
        }
    }

    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    /** Where the simulated instance's key is. */
    private static final String KEY = "/latest/meta-data/ram/security-credentials/" + AlibabaEcsSimulator.INSTANCE_ROLE;

    private final ManualTimeSource time;
    private final Path folder;
    private final Duration ahead;
    private final UnaryOperator<HttpTransport> network;
    private final SdkListener listener;

    /** @param ahead how far our clock is ahead of the services' */
    TokenSources(ManualTimeSource time, Path folder, Duration ahead) {
        this(time, folder, ahead, service -> service, new SdkListener() {});
    }

    /**
     * @param ahead how far our clock is ahead of the services'
     * @param network what is between a client and the services
     * @param listener of the client
     */
    TokenSources(
            ManualTimeSource time,
            Path folder,
            Duration ahead,
            UnaryOperator<HttpTransport> network,
            SdkListener listener) {
        this.time = time;
        this.folder = folder;
        this.ahead = ahead;
        this.network = network;
        this.listener = listener;
    }

    static List<String> names() {
        return List.of(
                "Alibaba role",
                "Alibaba OIDC role",
                "Alibaba instance",
                "Alibaba credentials URI",
                "Alibaba CloudSSO portal",
                "Huawei password",
                "Huawei agency",
                "Huawei id token",
                "Huawei instance",
                "Huawei pod agent",
                "Yandex authorized key",
                "Yandex identity provider",
                "Yandex machine",
                "Service Fabric supplier");
    }

    Reader open(String name) {
        return switch (name) {
            case "Alibaba role" ->
                alibaba(
                        "assumeRole",
                        AlibabaCredentialsProviders.assumeRole(
                                CredentialsSource.of(AlibabaCredentials.accessKey(
                                        AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET)),
                                role()));
            case "Alibaba OIDC role" ->
                alibaba(
                        "assumeRoleWithOidc",
                        AlibabaCredentialsProviders.assumeRoleWithOidc(
                                "acs:provider", file("token", AlibabaEcsSimulator.OIDC_TOKEN), role()));
            case "Alibaba instance" -> alibaba("metadata", AlibabaCredentialsProviders.ecsRole(Optional.empty()));
            case "Alibaba credentials URI" ->
                alibaba(
                        "metadata",
                        AlibabaCredentialsProviders.credentialsUri(URI.create("https://keys.example" + KEY)),
                        false);
            case "Alibaba CloudSSO portal" ->
                alibaba(
                        "metadata",
                        AlibabaCredentialsProviders.cliProfile(file("config.json", cloudSso()), Optional.of("sso")),
                        false);
            case "Huawei password" ->
                huawei(
                        "issueToken",
                        HuaweiCredentialsProviders.password(
                                HuaweiImsSimulator.DOMAIN, HuaweiImsSimulator.USER, HuaweiImsSimulator.PASSWORD));
            case "Huawei agency" ->
                huawei(
                        "assumeAgency",
                        HuaweiCredentialsProviders.agency(
                                CredentialsSource.of(HuaweiCredentials.accessKey(
                                        HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY)),
                                HuaweiImsSimulator.ASSUMED_AGENCY,
                                HuaweiImsSimulator.DOMAIN,
                                TOKEN_LIFE));
            case "Huawei id token" ->
                huawei(
                        "exchangeIdToken",
                        HuaweiCredentialsProviders.idToken(
                                HuaweiImsSimulator.IDENTITY_PROVIDER, file("token", HuaweiImsSimulator.ID_TOKEN)));
            case "Huawei instance" -> huawei("metadataKey", HuaweiCredentialsProviders.instanceMetadata());
            case "Huawei pod agent" ->
                huawei(
                        "podKey",
                        PodOfATest.at(
                                URI.create("https://agent.example" + HuaweiImsSimulator.POD_PATH),
                                file("token", HuaweiImsSimulator.POD_TOKEN)));
            case "Yandex authorized key" -> {
                YandexDesktopSimulator service = YandexDesktopSimulator.inProcess(time);
                yield yandex(
                        service, "createToken", YandexCredentials.serviceAccountKeyJson(service.authorizedKeyJson()));
            }
            case "Yandex identity provider" ->
                yandex(
                        YandexDesktopSimulator.inProcess(time),
                        "exchangeToken",
                        YandexCredentials.workloadIdentity(
                                YandexDesktopSimulator.SERVICE_ACCOUNT, () -> YandexDesktopSimulator.SUBJECT_TOKEN));
            case "Yandex machine" ->
                yandex(
                        YandexDesktopSimulator.inProcess(time),
                        "metadataToken",
                        YandexCredentials.metadataService(URI.create("http://169.254.169.254/")));
            default -> fabric();
        };
    }

    private static AlibabaRole role() {
        return AlibabaRole.builder(AlibabaEcsSimulator.ROLE_ARN)
                .duration(TOKEN_LIFE)
                .build();
    }

    /** A login that holds, and whose stored key has ended. */
    static String cloudSso() {
        long loginEnds = ManualTimeSource.START.plus(Duration.ofDays(30)).getEpochSecond();
        return "{\"current\":\"sso\",\"profiles\":[{\"name\":\"sso\",\"mode\":\"CloudSSO\",\"access_token\":\"login\","
                + "\"cloud_sso_sign_in_url\":\"https://portal.example/start\",\"cloud_sso_account_id\":\"1\","
                + "\"cloud_sso_access_config\":\"ac-1\",\"cloud_sso_access_token_expire\":" + loginEnds + "}]}";
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reader alibaba(String call, CredentialsSource<AlibabaCredentials> source) {
        return alibaba(call, source, true);
    }

    private Reader alibaba(String call, CredentialsSource<AlibabaCredentials> source, boolean onlyWithSession) {
        AlibabaEcsSimulator service = AlibabaEcsSimulator.inProcess(time);
        service.skewClock(ahead.negated());
        service.setInstanceRole(AlibabaEcsSimulator.INSTANCE_ROLE, onlyWithSession);
        AlibabaEcsClient client = Clouds.alibaba(time)
                .transport(network.apply(new Portal(service.transport())))
                .listener(listener)
                .callbackExecutor(Runnable::run)
                .credentials(source)
                .build();
        AlibabaImageQuery all = AlibabaImageQuery.builder().build();
        return new Reader(
                service,
                client,
                () -> client.listImages(all).toList(),
                () -> client.listImagesAsync(all),
                () -> service.arrivals(call));
    }

    private Reader huawei(String call, CredentialsSource<HuaweiCredentials> source) {
        HuaweiImsSimulator service = HuaweiImsSimulator.inProcess(time);
        service.skewClock(ahead.negated());
        HuaweiImsClient client = Clouds.huawei(time)
                .transport(network.apply(service.transport()))
                .listener(listener)
                .callbackExecutor(Runnable::run)
                .credentials(source)
                .build();
        HuaweiImageQuery all = HuaweiImageQuery.builder().build();
        return new Reader(
                service,
                client,
                () -> client.listImages(all).toList(),
                () -> client.listImagesAsync(all),
                () -> service.arrivals(call));
    }

    private Reader yandex(YandexDesktopSimulator service, String call, CredentialsSource<YandexCredentials> source) {
        service.skewClock(ahead.negated());
        service.attachServiceAccount(true);
        service.tokenLife(TOKEN_LIFE, false);
        YandexDesktopClient client = Clouds.yandex(time)
                .transport(network.apply(service.transport()))
                .listener(listener)
                .callbackExecutor(Runnable::run)
                .credentials(source)
                .build();
        YandexImageQuery all = YandexImageQuery.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .build();
        return new Reader(
                service,
                client,
                () -> client.listImages(all).toList(),
                () -> client.listImagesAsync(all),
                () -> service.arrivals(call));
    }

    /** The cluster's identity provider writes its own time into tokens. */
    private Reader fabric() {
        ServiceFabricSimulator service = ServiceFabricSimulator.inProcess(time)
                .addFolder(Clouds.FABRIC_SOURCE, "a")
                .secured();
        AtomicInteger asked = new AtomicInteger();
        ServiceFabricClient client = Clouds.fabric(service, time)
                .transport(network.apply(service.transport()))
                .listener(listener)
                .callbackExecutor(Runnable::run)
                .credentials(ServiceFabricCredentials.bearer(() -> {
                    Instant end = time.now().minus(ahead).plus(TOKEN_LIFE);
                    String token = jwt(asked.incrementAndGet(), end);
                    service.acceptBearer(token);
                    return token;
                }))
                .build();
        return new Reader(
                service,
                client,
                () -> client.listContent("App").toList(),
                () -> client.listContentAsync("App"),
                asked::get);
    }

    private static String jwt(int number, Instant end) {
        String claims = "{\"exp\":" + end.getEpochSecond() + "}";
        return "header."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".signature" + number;
    }
}
