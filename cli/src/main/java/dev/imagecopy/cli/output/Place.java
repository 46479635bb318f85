package dev.imagecopy.cli.output;

import dev.imagecopy.core.CopyTarget;

/**
 * What people call a copy: its name and where it goes.
 *
 * @param name the name of the new image, or what is copied if that has no name
 * @param where the account, and the region if there is one
 */
record Place(String name, String where) {

    /** Creates an instance of clean texts. */
    static Place of(String client, CopyTarget target, String source) {
        String name = target.name().isEmpty() ? source : target.name();
        String where = target.region().isEmpty() ? client : client + "/" + target.region();
        return new Place(TerminalText.clean(name), TerminalText.clean(where));
    }

    @Override
    public String toString() {
        return where.isEmpty() ? name : name + "  " + where;
    }
}
