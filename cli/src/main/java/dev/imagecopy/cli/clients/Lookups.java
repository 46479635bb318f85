package dev.imagecopy.cli.clients;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.NamedSettings;

/** Where the vendors' settings are looked up for one of several accounts. */
final class Lookups {
    private Lookups() {}

    /** This machine, with every name of a variable after a prefix: only variables tell accounts apart, so no file is read. */
    static CredentialLookup prefixed(String prefix) {
        CredentialLookup system = CredentialLookup.system();
        NamedSettings variables = name -> system.variables().lookUp(prefix + name);
        return new CredentialLookup(name -> null, variables, system.home());
    }

    /** This machine, with one variable set. */
    static CredentialLookup with(String variable, String value) {
        CredentialLookup system = CredentialLookup.system();
        NamedSettings variables =
                name -> name.equals(variable) ? value : system.variables().lookUp(name);
        return new CredentialLookup(system.properties(), variables, system.home());
    }
}
