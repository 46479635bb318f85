package dev.imagecopy.examples;

import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;

/** What no program may print. */
final class Secrets {
    static final String BEARER = "simulator-bearer-token";

    static final String[] ALL = {
        "not-the-secret",
        BEARER,
        HuaweiImsSimulator.SECRET_KEY,
        AlibabaEcsSimulator.ACCESS_KEY_SECRET,
        YandexDesktopSimulator.IAM_TOKEN
    };

    private Secrets() {}
}
