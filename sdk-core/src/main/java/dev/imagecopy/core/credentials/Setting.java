package dev.imagecopy.core.credentials;

/**
 * A setting that is read by name. Each provider declares the settings that it reads in one enum, in the order in which they are
 * read. Its documentation and the tests that look for secrets iterate over the constants, so no setting escapes them.
 */
public interface Setting {

    /**
     * Returns where the setting is found, as the documentation calls it: {@code variable}, {@code property}, or the name of a
     * file.
     */
    String place();

    /** Returns the name of the setting, which messages show instead of its value. */
    String key();
}
