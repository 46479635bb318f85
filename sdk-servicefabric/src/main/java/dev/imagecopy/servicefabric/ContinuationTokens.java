package dev.imagecopy.servicefabric;

import dev.imagecopy.core.spi.Digests;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Prepares a continuation token so that the cluster receives what it sent. A gateway returns tokens percent-encoded and decodes
 * what it receives once; the wire table encodes every parameter once. So a token is decoded here first; a token without valid
 * escapes is used as it is.
 */
final class ContinuationTokens {
    private ContinuationTokens() {}

    static String plain(String token) {
        if (token.indexOf('%') < 0) {
            return token;
        }
        byte[] octets = Digests.utf8(token);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(octets.length);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] != '%') {
                decoded.write(octets[i]);
                continue;
            }
            int high = i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
            int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return token;
            }
            decoded.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException plainText) {
            return token;
        }
    }
}
