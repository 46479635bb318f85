package dev.imagecopy.benchmarks.ours;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagecopy.benchmarks.contender.Contender;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two signatures, as their descriptions put them, for requests whose headers and order are known. */
final class Signing {
    /** The body of a request without one. */
    static final byte[] NOTHING = {};

    private static final DateTimeFormatter SDK_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final SecretKeySpec KEY = new SecretKeySpec(Contender.SECRET_KEY.getBytes(UTF_8), "HmacSHA256");
    private static final HexFormat HEX = HexFormat.of();

    private Signing() {}

    /** The headers of a request. */
    static String[] huawei(String method, String host, String path, byte[] body) throws GeneralSecurityException {
        String date = SDK_DATE.format(Instant.now());
        String names = "host;x-project-id;x-sdk-date";
        String canonical = method + "\n" + path + "/\n\nhost:" + host + "\nx-project-id:" + Contender.PROJECT
                + "\nx-sdk-date:" + date + "\n\n" + names + "\n" + sha256(body == null ? NOTHING : body);
        String text = "SDK-HMAC-SHA256\n" + date + "\n" + sha256(canonical.getBytes(UTF_8));
        String authorization = "SDK-HMAC-SHA256 Access=" + Contender.ACCESS_KEY + ", SignedHeaders=" + names
                + ", Signature=" + hmac(text);
        return new String[] {
            "X-Sdk-Date", date, "X-Project-Id", Contender.PROJECT, "Authorization", authorization,
        };
    }

    /**
     * The headers of a request without a body.
     *
     * @param query sorted by name
     */
    static String[] alibaba(String action, String host, String query) throws GeneralSecurityException {
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String nonce = UUID.randomUUID().toString();
        String hash = sha256(NOTHING);
        String names = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
        String canonical = "POST\n/\n" + query + "\nhost:" + host + "\nx-acs-action:" + action
                + "\nx-acs-content-sha256:" + hash + "\nx-acs-date:" + date + "\nx-acs-signature-nonce:" + nonce
                + "\nx-acs-version:2014-05-26\n\n" + names + "\n" + hash;
        String text = "ACS3-HMAC-SHA256\n" + sha256(canonical.getBytes(UTF_8));
        String authorization = "ACS3-HMAC-SHA256 Credential=" + Contender.ACCESS_KEY + ",SignedHeaders=" + names
                + ",Signature=" + hmac(text);
        return new String[] {
            "x-acs-action", action,
            "x-acs-version", "2014-05-26",
            "x-acs-date", date,
            "x-acs-signature-nonce", nonce,
            "x-acs-content-sha256", hash,
            "Authorization", authorization,
        };
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String hmac(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(KEY);
        return HEX.formatHex(mac.doFinal(text.getBytes(UTF_8)));
    }
}
