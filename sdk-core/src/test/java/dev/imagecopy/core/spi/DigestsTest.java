package dev.imagecopy.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestsTest {
    @Test
    void sha256Hex_ofKnownInput_matchesThePublishedHash() {
        assertThat(Digests.sha256Hex("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Digests.sha256Hex(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    /** RFC 4231, test case 2, and RFC 2202, test case 2. */
    @Test
    void hmac_ofThePublishedCase_matchesThePublishedHash() {
        assertThat(Digests.hmacSha256Hex("Jefe", "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(Digests.hex(Digests.hmacSha1("Jefe", "what do ya want for nothing?")))
                .isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    }

    @Test
    void concat_ofTwoArrays_keepsTheirOrder() {
        assertThat(Digests.concat(new byte[] {1}, new byte[] {2, 3})).containsExactly(1, 2, 3);
    }
}
