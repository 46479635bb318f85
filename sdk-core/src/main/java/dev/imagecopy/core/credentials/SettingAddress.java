package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.net.URI;
import java.net.URISyntaxException;

/** Reads addresses that settings hold. No message or cause tells one: an address may carry a secret, or be one. */
public final class SettingAddress {
    private SettingAddress() {}

    /**
     * Reads the address of a service that gives keys.
     *
     * @param text what the setting holds
     * @param setting what messages call the setting, mostly a variable's name
     * @throws CredentialsException if the text is no address, or one to which what is said travels unprotected
     */
    public static URI named(String text, String setting) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            String secret = MisplacedSecret.kind(text);
            throw failure(setting + (secret.isEmpty() ? " is no address" : " must be an address, but holds " + secret));
        }
        if (!LocalAddress.isProtected(address) || address.getRawUserInfo() != null) {
            throw failure(setting + " must be https, or http on this machine, by a loopback or link-local address");
        }
        return address;
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
