package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.net.URI;
import java.net.URISyntaxException;

/** Reads addresses from settings. No message or cause shows one: an address may contain a secret, or be one. */
public final class SettingAddress {
    private SettingAddress() {}

    /**
     * Reads the address of a service that issues keys.
     *
     * @param text the value of the setting
     * @param setting the setting's name in messages, usually a variable's name
     * @throws CredentialsException if the text is not an address, or one to which data would be sent unprotected
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
