package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.auth.AcsURLEncoder;
import com.aliyuncs.auth.ISignatureComposer;
import com.aliyuncs.auth.RpcSignatureComposer;
import com.aliyuncs.auth.Signer;
import com.aliyuncs.auth.V3SignatureComposer;
import com.aliyuncs.auth.signers.HmacSHA1Signer;
import com.aliyuncs.auth.signers.HmacSHA256Signer;
import com.aliyuncs.http.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our signatures against those of the vendor's older signer, on random parameters. */
class VendorSignerTest {
    private static final int AGREEMENTS = 10_000;
    private static final long SEED = 20_261_121;

    @Test
    void v1_ofTenThousandRandomRequests_agreesWithTheVendorsSigner() {
        Random random = new Random(SEED);
        Signer signer = new HmacSHA1Signer();
        for (int i = 0; i < AGREEMENTS; i++) {
            SignedByUs request = SignedByUs.next(random);
            Map<String, String> parameters = request.v1();
            String ours = parameters.remove("Signature");
            String text = stringToSign(RpcSignatureComposer.getComposer(), signer, request, parameters, Map.of());

            assertThat(ours).as("%s", request).isEqualTo(signer.signString(text, request.accessKeySecret() + "&"));
        }
    }

    @Test
    void acs3_ofTenThousandRandomRequests_agreesWithTheVendorsSigner() throws Exception {
        Random random = new Random(SEED);
        Signer signer = new HmacSHA256Signer();
        String noBody = AcsURLEncoder.hexEncode(signer.hash(new byte[0]));
        for (int i = 0; i < AGREEMENTS; i++) {
            SignedByUs request = SignedByUs.next(random);
            Map<String, String> headers = request.acs3();
            String authorization = headers.remove("Authorization");
            String ours = authorization.substring(authorization.lastIndexOf('=') + 1);
            String canonical =
                    stringToSign(V3SignatureComposer.getComposer(), signer, request, request.parameters(), headers)
                            + "\n" + noBody;
            String text = "ACS3-HMAC-SHA256\n"
                    + AcsURLEncoder.hexEncode(signer.hash(canonical.getBytes(StandardCharsets.UTF_8)));

            assertThat(ours).as("%s", request).isEqualTo(signer.signString(text, request.accessKeySecret()));
        }
    }

    private static String stringToSign(
            ISignatureComposer composer,
            Signer signer,
            SignedByUs request,
            Map<String, String> parameters,
            Map<String, String> headers) {
        return composer.composeStringToSign(
                MethodType.valueOf(request.method()),
                null,
                signer,
                new HashMap<>(parameters),
                new HashMap<>(headers),
                new HashMap<>());
    }
}
