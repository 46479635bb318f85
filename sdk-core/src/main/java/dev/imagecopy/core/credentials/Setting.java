package dev.imagecopy.core.credentials;

/**
 * A setting that is read by name. Each provider declares those that it reads in one enum, in the order in which they are read:
 * its documentation and the tests that look for secrets walk the constants, so that no setting is read without both.
 */
public interface Setting {

    /** Where it stands, as the documentation calls it: {@code variable}, {@code property}, or the name of a file. */
    String place();

    /** The name under which it is looked up, which messages show in place of its value. */
    String key();
}
