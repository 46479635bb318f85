package dev.imagecopy.verification.secrets;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.Setting;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The four clients as the canary run uses them. What each reads comes from its own declarations, which are not public: a new
 * one is seen here at once.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists never change
enum CanaryCloud {
    ALIBABA(
            "dev.imagecopy.alibaba.ecs",
            List.of("auth.AlibabaSetting"),
            List.of("auth.AlibabaUnusedSettings", "UnusedPlaces")),
    HUAWEI(
            "dev.imagecopy.huawei.ims",
            List.of("auth.HuaweiSetting", "AddressSetting"),
            List.of("auth.HuaweiUnusedSettings", "UnusedPlaces")),
    YANDEX(
            "dev.imagecopy.yandex.desktop",
            List.of("auth.YandexSetting", "AddressSetting"),
            List.of("auth.YandexUnusedSettings", "UnusedPlaces")),
    SERVICE_FABRIC("dev.imagecopy.servicefabric", List.of(), List.of("UnusedIdentities"));

    /** Where machines are asked who they are. */
    private static final Set<String> MACHINES = Set.of("100.100.100.200", "169.254.169.254");

    private static final int MOST_PAUSES = 100;

    private final String root;
    private final List<String> declared;
    private final List<String> unused;

    CanaryCloud(String root, List<String> declared, List<String> unused) {
        this.root = root;
        this.declared = declared;
        this.unused = unused;
    }

    /** The package of the client. */
    String root() {
        return root;
    }

    /** The names of the classes that declare what the client reads, and what it does not act on. */
    Stream<String> declaring() {
        return Stream.concat(declared.stream(), unused.stream()).map(name -> root + "." + name);
    }

    /** Everything that the client reads, in order. */
    List<Setting> settings() {
        return declared.stream()
                .flatMap(name -> Stream.of(type(name).getEnumConstants()))
                .map(Setting.class::cast)
                .toList();
    }

    /** Everything that is known not to be acted on. */
    List<Unused> unused() {
        List<Unused> all = new ArrayList<>();
        for (String name : unused) {
            for (Field field : type(name).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == List.class) {
                    all.addAll(unusedOf(field));
                }
            }
        }
        return all;
    }

    /** What a static list names. */
    static List<Unused> unusedOf(Field list) {
        return ((List<?>) read(list)).stream().map(Unused.class::cast).toList();
    }

    /** A builder with what a copy needs at least. */
    ClientBuilder<?> builder() {
        return switch (this) {
            case ALIBABA ->
                AlibabaEcsClient.builder()
                        .region("cn-hangzhou")
                        .credentials(AlibabaCredentials.accessKey("id", "sample-secret-0123456789"));
            case HUAWEI ->
                HuaweiImsClient.builder()
                        .region("eu-west-101")
                        .credentials(HuaweiCredentials.accessKey("KEY", "sample-secret-0123456789"));
            case YANDEX ->
                YandexDesktopClient.builder().credentials(YandexCredentials.iamToken("t1.sample.token-0123456789"));
            case SERVICE_FABRIC -> ServiceFabricClient.builder().endpoint(URI.create("https://cluster.example:19080"));
        };
    }

    /** Makes a client look at a machine alone, for credentials and for addresses. */
    @SuppressWarnings("unchecked")
    ClientBuilder<?> lookingAt(CredentialLookup machine) {
        ClientBuilder<?> builder = builder();
        switch (this) {
            case ALIBABA ->
                ((AlibabaEcsClient.Builder) builder).credentials((CredentialsSource<AlibabaCredentials>)
                        chain("auth.AlibabaCredentialsProviders", machine));
            case HUAWEI ->
                ((HuaweiImsClient.Builder) builder).credentials((CredentialsSource<HuaweiCredentials>)
                        chain("auth.HuaweiCredentialsProviders", machine, true));
            case YANDEX ->
                ((YandexDesktopClient.Builder) builder)
                        .folderId(Clouds.yandexCopy().folderId())
                        .credentials((CredentialsSource<YandexCredentials>)
                                chain("auth.YandexCredentialsProviders", machine, true));
            case SERVICE_FABRIC ->
                builder = ServiceFabricClient.builder().endpoint(URI.create("https://cluster.example:19080"));
        }
        NamedSettings variables = machine.variables();
        call(builder, find(builder.getClass(), "environment"), variables);
        return builder;
    }

    ImageCopyClient<?, ?> build(ClientBuilder<?> builder) {
        return switch (this) {
            case ALIBABA -> ((AlibabaEcsClient.Builder) builder).build();
            case HUAWEI -> ((HuaweiImsClient.Builder) builder).build();
            case YANDEX -> ((YandexDesktopClient.Builder) builder).build();
            case SERVICE_FABRIC -> ((ServiceFabricClient.Builder) builder).build();
        };
    }

    /** The ways to call a client. */
    enum Twin {
        BLOCKING(0),
        /** Skips the pauses between attempts; a busy machine may thereby make a call end in a timeout. */
        ASYNCHRONOUS(20),
        /** For copies that end at once. */
        ASYNCHRONOUS_AND_PATIENT(60_000);

        /** How long other threads may work before the clock advances. */
        private final long moment;

        Twin(long moment) {
            this.moment = moment;
        }
    }

    /** Lets a client copy, and hears what it says. */
    void copy(ClientBuilder<?> builder, Twin twin, ManualTimeSource time, Overheard ear) throws Exception {
        copy(builder, CallOptions.defaults(), twin, time, ear);
    }

    /** Like {@link #copy(ClientBuilder, Twin, ManualTimeSource, Overheard)}, with options of the call. */
    @SuppressWarnings("unchecked")
    void copy(ClientBuilder<?> builder, CallOptions options, Twin twin, ManualTimeSource time, Overheard ear)
            throws Exception {
        builder.timeSource(time).listener(ear.listener());
        try (ImageCopyClient<Object, ?> client = (ImageCopyClient<Object, ?>) build(builder)) {
            ear.hear("client", client);
            ear.hear(
                    "operation",
                    twin == Twin.BLOCKING
                            ? client.copyImage(request(), options)
                            : ended(client.copyImageAsync(request(), options), time, twin.moment));
        }
    }

    /** Gives the threads that ask for credentials a moment, and skips the pauses between attempts, for which nobody works. */
    private static <T> T ended(CompletableFuture<T> copy, ManualTimeSource time, long moment) throws Exception {
        for (int pauses = 0; pauses < MOST_PAUSES; ) {
            try {
                return copy.get(pauses == 0 ? moment : moment / 10, TimeUnit.MILLISECONDS);
            } catch (TimeoutException working) {
                pauses += time.advanceToNextTask() ? 1 : 0;
            }
        }
        throw new AssertionError("the copy does not end");
    }

    private Object request() {
        return switch (this) {
            case ALIBABA -> Clouds.alibabaCopy();
            case HUAWEI -> Clouds.huaweiCopy();
            case YANDEX -> Clouds.yandexCopy();
            case SERVICE_FABRIC -> Clouds.fabricCopy().build();
        };
    }

    /** An answer that every service's reader takes for what it asked for; this is no virtual machine. */
    static HttpResponse yes(HttpRequest request) {
        return MACHINES.contains(request.uri().getHost()) ? no(request) : yesEverywhere(request);
    }

    /** As {@link #yes}, on a virtual machine. */
    static HttpResponse yesEverywhere(HttpRequest request) {
        String key =
                "\"AccessKeyId\":\"STS.new\",\"AccessKeySecret\":\"given-secret-0123456789\",\"SecurityToken\":\"given-token-0123456789\","
                        + "\"Expiration\":\"2026-01-01T01:00:00Z\"";
        boolean ofKeys = !String.valueOf(request.uri().getHost()).startsWith("ecs");
        String body = "{" + (ofKeys ? "\"Code\":\"Success\"," : "") + "\"RequestId\":\"r\",\"ImageId\":\"m-new\"," + key
                + ",\"Credentials\":{" + key
                + "},\"CloudCredential\":{" + key + "},\"job_id\":\"ff8080814dbd65d7014dbe0d84db0013\","
                + "\"projects\":[{\"id\":\"p\",\"name\":\"eu-west-101\"}],\"token\":{\"expires_at\":\"2026-01-01T01:00:00Z\"},"
                + "\"credential\":{\"access\":\"TEMP\",\"secret\":\"given-secret-0123456789\",\"securitytoken\":\"given-token-0123456789\","
                + "\"expires_at\":\"2026-01-01T01:00:00Z\"},\"iamToken\":\"t1.given.token-0123456789\",\"access_token\":\"t1.given.token-0123456789\",\"id\":"
                + "\"fdv1\",\"done\":false,\"metadata\":{\"imageId\":\"fdv2\"},\"createdAt\":\"2026-01-01T00:00:00Z\"}";
        return new HttpResponse(
                200,
                HttpHeaders.builder()
                        .set("Content-Type", "application/json")
                        .set("X-Subject-Token", "iam-token")
                        .build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** A refusal. */
    static HttpResponse no(HttpRequest request) {
        return new HttpResponse(
                403,
                HttpHeaders.builder().set("Content-Type", "application/json").build(),
                "{\"Code\":\"Forbidden\",\"code\":7,\"message\":\"no\"}".getBytes(StandardCharsets.UTF_8));
    }

    private Class<?> type(String name) {
        try {
            return Class.forName(root + "." + name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    private Object chain(String type, Object... arguments) {
        return call(null, find(type(type), "chain"), arguments);
    }

    private static Method find(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object read(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new LinkageError(field.getName(), e);
        }
    }

    private static Object call(Object receiver, Method method, Object... arguments) {
        try {
            method.setAccessible(true);
            return method.invoke(receiver, arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method.getName(), e);
        }
    }
}
