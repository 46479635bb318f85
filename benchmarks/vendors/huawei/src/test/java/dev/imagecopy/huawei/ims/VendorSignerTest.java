package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.auth.AKSKSigner;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our signature against that of the vendor's own signer, on random requests. */
class VendorSignerTest {
    private static final int AGREEMENTS = 10_000;
    private static final long SEED = 20_261_121;

    /** Signs what the vendor's client signs: everything but Content-Type and names with an underscore. */
    private static final HuaweiImsSigner LIKE_VENDOR =
            new HuaweiImsSigner(name -> !name.equals("content-type") && !name.contains("_"));

    @Test
    void sign_ofTenThousandRandomRequests_agreesWithTheVendorsSigner() {
        Random random = new Random(SEED);
        Map<SignerQuirk, Integer> excluded = new EnumMap<>(SignerQuirk.class);
        int agreements = 0;
        while (agreements < AGREEMENTS) {
            RandomSignedRequest request = RandomSignedRequest.next(random);
            List<SignerQuirk> quirks = new ArrayList<>(List.of(SignerQuirk.values()));
            quirks.removeIf(quirk -> !quirk.strikes(request));
            if (quirks.isEmpty()) {
                assertThat(ours(request)).as("%s", request).isEqualTo(vendors(request));
                agreements++;
            } else {
                // An exclusion that is wider than the quirk would hide something.
                assertThat(ours(request)).as("%s of %s", quirks, request).isNotEqualTo(vendors(request));
                quirks.forEach(quirk -> excluded.merge(quirk, 1, Integer::sum));
            }
        }
        assertThat(excluded).as("each quirk was met").containsOnlyKeys(SignerQuirk.values());
        System.out.println(agreements + " agreements, excluded " + excluded);
    }

    private static String ours(RandomSignedRequest request) {
        HuaweiCredentials credentials = HuaweiCredentials.accessKey(request.accessKey(), request.secretKey());
        return LIKE_VENDOR
                .sign(request.ours(), credentials, request.time())
                .headers()
                .first("Authorization")
                .orElseThrow();
    }

    private static String vendors(RandomSignedRequest request) {
        BasicCredentials credentials =
                new BasicCredentials().withAk(request.accessKey()).withSk(request.secretKey());
        return AKSKSigner.getInstance().sign(request.vendors(), credentials).get("Authorization");
    }
}
