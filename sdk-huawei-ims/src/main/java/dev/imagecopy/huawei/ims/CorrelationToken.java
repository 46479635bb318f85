package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import java.util.Optional;
import java.util.UUID;

/**
 * A unique word at the end of a new image's description, which identifies a copy after a lost reply. Letters and digits only,
 * since older documents allow nothing else.
 */
final class CorrelationToken {
    private static final String PREFIX = "imgcopy";
    private static final int MAX_DESCRIPTION = 1024;

    private CorrelationToken() {}

    static HuaweiCopyImageRequest mark(HuaweiCopyImageRequest request) {
        return request.toBuilder().description(marked(request.description())).build();
    }

    static HuaweiCopyToRegionRequest mark(HuaweiCopyToRegionRequest request) {
        return request.toBuilder().description(marked(request.description())).build();
    }

    private static String marked(Optional<String> description) {
        String token = PREFIX + UUID.randomUUID().toString().replace("-", "");
        String text = description
                .filter(words -> !words.isEmpty())
                .map(words -> words + " " + token)
                .orElse(token);
        Checks.of("copyImage")
                .check(
                        text.codePointCount(0, text.length()) <= MAX_DESCRIPTION,
                        "description must leave " + (token.length() + 1) + " characters for the correlation token")
                .throwIfAny();
        return text;
    }
}
