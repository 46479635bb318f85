package dev.imagecopy.core.client;

import dev.imagecopy.core.internal.EngineSettings;

/** The settings of a client whose parts a test puts together by hand. */
public final class TestSettings extends ClientBuilder<TestSettings> {
    @Override
    protected TestSettings self() {
        return this;
    }

    /** Returns what was set, with the defaults of every client. */
    @Override
    public EngineSettings settings() {
        return super.settings();
    }
}
