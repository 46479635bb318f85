package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Credentials that need the engine which needs them: the provider arrives when the engine is there, before any call. */
final class LateCredentials implements CredentialsProvider<HuaweiCredentials> {
    private volatile @Nullable ProjectScope scope;

    void arrive(ProjectScope arrived) {
        scope = arrived;
    }

    String projectId() {
        return there().current();
    }

    @Override
    public HuaweiCredentials resolve() {
        return there().resolve();
    }

    @Override
    public CompletableFuture<HuaweiCredentials> resolveAsync() {
        return there().resolveAsync();
    }

    @Override
    public void invalidate(HuaweiCredentials refused) {
        there().invalidate(refused);
    }

    private ProjectScope there() {
        return Objects.requireNonNull(scope);
    }
}
