package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.openapiutil.Client;
import com.aliyun.tea.TeaRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our signatures against those of the vendor's newer signer, on random parameters. */
class VendorSignerTest {
    private static final int AGREEMENTS = 10_000;
    private static final long SEED = 20_261_121;

    @Test
    void acs3_ofTenThousandRandomRequests_agreesWithTheVendorsSigner() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < AGREEMENTS; i++) {
            SignedByUs request = SignedByUs.next(random);
            Map<String, String> headers = request.acs3();
            String ours = headers.remove("Authorization");

            assertThat(ours).as("%s", request).isEqualTo(vendorsAcs3(request, headers));
        }
    }

    /** Excluded by name: {@code empty-value}. The vendor's signer leaves out a parameter that it sends all the same. */
    @Test
    void v1_ofTenThousandRandomRequests_agreesWithTheVendorsSigner() throws Exception {
        Random random = new Random(SEED);
        int emptyValues = 0;
        int agreements = 0;
        while (agreements < AGREEMENTS) {
            SignedByUs request = SignedByUs.next(random);
            Map<String, String> parameters = request.v1();
            String ours = parameters.remove("Signature");
            String vendors = Client.getRPCSignature(parameters, request.method(), request.accessKeySecret());

            if (request.hasEmptyValue()) {
                assertThat(ours).as("%s", request).isNotEqualTo(vendors);
                emptyValues++;
            } else {
                assertThat(ours).as("%s", request).isEqualTo(vendors);
                agreements++;
            }
        }
        assertThat(emptyValues).isPositive();
        System.out.println("V1: " + agreements + " agreements, excluded {empty-value=" + emptyValues + "}");
    }

    private static String vendorsAcs3(SignedByUs request, Map<String, String> headers) throws Exception {
        TeaRequest tea = new TeaRequest();
        tea.method = request.method();
        tea.pathname = "/";
        tea.query = new HashMap<>(request.parameters());
        tea.headers = headers;
        return Client.getAuthorization(
                tea,
                "ACS3-HMAC-SHA256",
                Client.hexEncode(Client.hash(new byte[0], "ACS3-HMAC-SHA256")),
                request.accessKeyId(),
                request.accessKeySecret());
    }
}
