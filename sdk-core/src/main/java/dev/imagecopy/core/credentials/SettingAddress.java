package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.spi.WireAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Reads addresses from settings. No message or cause shows one: an address may contain a secret, or be one. */
public final class SettingAddress {
    private static final Pattern SCHEME = Pattern.compile("(?i)https?:(?![0-9]{1,5}(?:/|$))");

    private SettingAddress() {}

    /**
     * Reads the address of a service that issues keys.
     *
     * @param text the value of the setting
     * @param setting the setting's name in messages, usually a variable's name
     * @throws CredentialsException if the text is not an address, or one to which data would be sent unprotected
     */
    public static URI named(String text, String setting) {
        return named(text, setting, "");
    }

    /**
     * Reads the address of a service that issues keys.
     *
     * @param text the value of the setting
     * @param setting the setting's name in messages, usually a variable's name
     * @param taker the setting for the secret that the text contains instead, for the message; empty if there is none
     * @throws CredentialsException if the text is not an address, or one to which data would be sent unprotected
     */
    public static URI named(String text, String setting, String taker) {
        URI address = read(text, setting, taker);
        String flaw = AddressFlaw.ofTarget(address);
        if (!flaw.isEmpty()) {
            throw failure(setting + " " + flaw);
        }
        return address;
    }

    private static URI read(String text, String setting, String taker) {
        String secret = MisplacedSecret.kind(text);
        if (!secret.isEmpty()) {
            throw failure(setting + " must be an address, but holds " + secret
                    + (taker.isEmpty() ? "" : ", which belongs in " + taker));
        }
        if (Template.in(text) || SecretText.isPlaceholder(text)) {
            throw failure(setting + " " + Template.FLAW);
        }
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw failure(setting + " is not an address");
        }
        String host = address.getHost() == null ? "" : MisplacedSecret.kind(address.getHost());
        if (!host.isEmpty()) {
            throw failure(setting + " must be an address, but its host is " + host);
        }
        String flaw = AddressFlaw.of(address);
        if (!flaw.isEmpty()) {
            throw failure(setting + " " + flaw);
        }
        if (!LocalAddress.isProtected(address)) {
            throw failure(setting + " must be https, or http on this machine, by a loopback or link-local address");
        }
        return WireAddress.of(address);
    }

    /**
     * Reads the address of one of the vendor's services, which tools write with or without a scheme.
     *
     * @param text a host or an https address
     * @param setting the setting's name in messages
     * @return the address, without a path
     * @throws CredentialsException if the text is neither, or an address with a path or a query, or one to which data would be
     *     sent unprotected
     */
    public static URI host(String text, String setting) {
        return host(text, setting, "");
    }

    /**
     * Reads the address of one of the vendor's services, which tools write with or without a scheme.
     *
     * @param text a host or an https address
     * @param setting the setting's name in messages
     * @param taker the setting for the secret that the text contains instead, for the message; empty if there is none
     * @return the address, without a path
     * @throws CredentialsException if the text is neither, or an address with a path or a query, or one to which data would be
     *     sent unprotected
     */
    public static URI host(String text, String setting, String taker) {
        boolean isHost = !text.contains("://")
                && !SCHEME.matcher(text).lookingAt()
                && (text.indexOf('.') > 0 || text.startsWith("localhost"))
                && MisplacedSecret.kind(text).isEmpty();
        URI address = read(isHost ? "https://" + text : text, setting, taker);
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            throw failure(setting + " must have no query and no fragment");
        }
        String path = AddressFlaw.ofPath(address);
        if (!path.isEmpty()) {
            throw failure(setting + " " + path);
        }
        return URI.create(address.getScheme() + "://" + address.getRawAuthority());
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
