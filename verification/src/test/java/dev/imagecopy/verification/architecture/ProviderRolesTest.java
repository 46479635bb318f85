package dev.imagecopy.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.ServiceError;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever has read one provider module has read all: the same ten roles under the same names. */
class ProviderRolesTest {
    static final Map<String, String> PACKAGES = Map.of(
            "dev.imagecopy.servicefabric", "ServiceFabric",
            "dev.imagecopy.huawei.ims", "HuaweiIms",
            "dev.imagecopy.yandex.desktop", "YandexDesktop",
            "dev.imagecopy.alibaba.ecs", "AlibabaEcs");

    private final JavaClasses classes = Sources.published();

    static Stream<Arguments> providers() {
        return PACKAGES.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void provider_hasTheClientAndItsBuilder(String home, String name) {
        JavaClass client = classes.get(home + "." + name + "Client");
        assertThat(client.isInterface()).isTrue();
        assertThat(client.isAssignableTo(ImageCopyClient.class)).isTrue();
        assertThat(client.getModifiers()).contains(JavaModifier.PUBLIC);
        JavaClass builder = classes.get(home + "." + name + "Client$Builder");
        assertThat(builder.isAssignableTo(ClientBuilder.class)).isTrue();
        assertThat(builder.getModifiers()).contains(JavaModifier.PUBLIC, JavaModifier.FINAL);
        assertThat(hidden(home + ".Default" + name + "Client").isAssignableTo(client.getName()))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void provider_hasTheHiddenRoles(String home, String name) {
        hidden(home + "." + name + "Calls");
        hidden(home + "." + name + "Endpoints");
        hidden(home + ".model." + name + "Validation");
        assertThat(hidden(home + "." + name + "Signer").isAssignableTo(RequestSigner.class))
                .isTrue();
        assertThat(hidden(home + "." + name + "Errors").isAssignableTo(ErrorDecoder.class))
                .isTrue();
        assertThat(hidden(home + "." + name + "CopyOperation").isAssignableTo(OperationType.class))
                .isTrue();
        assertThat(hidden(home + "." + name + "RemoteCopy").isAssignableTo(RemoteOperation.class))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void provider_hasAnErrorTableOfTheSharedShape(String home, String name) {
        JavaClass kinds = hidden(home + "." + name + "ErrorKind");
        assertThat(kinds.isEnum()).isTrue();
        assertThat(kinds.getMethod("toServiceError", ApiError.class).getRawReturnType())
                .matches(type -> type.isEquivalentTo(ServiceError.class));
        assertThat(kinds.getMethods()).anyMatch(method -> method.getName().equals("of"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void provider_findsItsOwnCopyInOnePlace(String home, String name) {
        assertThat(hidden(home + ".OwnCopySearch").getMethods())
                .filteredOn(method -> method.getName().equals("find"))
                .isNotEmpty()
                .allMatch(method -> method.getRawReturnType().isEquivalentTo(CompletableFuture.class));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void provider_hasCredentialsAndModels(String home, String name) {
        assertThat(classes.stream()
                        .filter(type -> type.getPackageName().equals(home + ".auth"))
                        .filter(type -> type.isAssignableTo(Credentials.class)))
                .isNotEmpty();
        assertThat(classes.stream()
                        .filter(type -> type.getPackageName().equals(home + ".model"))
                        .filter(type -> type.getSimpleName().endsWith("Request")))
                .isNotEmpty();
    }

    private JavaClass hidden(String name) {
        JavaClass type = classes.get(name);
        assertThat(type.getModifiers()).as(name + " is package-private").doesNotContain(JavaModifier.PUBLIC);
        return type;
    }
}
