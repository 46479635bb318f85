package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.spi.ApiCall;
import java.net.URI;
import java.util.Locale;

/** A service of the user's own that gives temporary keys. */
record CredentialsUri(URI uri) implements CredentialsSource<AlibabaCredentials> {
    private static final String VARIABLE = "ALIBABA_CLOUD_CREDENTIALS_URI";

    CredentialsUri {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("The credentials URI must be an http or https address with a host");
        }
    }

    /** The service that the environment names. */
    static CredentialsSource<AlibabaCredentials> ofEnvironment(CredentialLookup lookup) {
        return connection -> () -> new CredentialsUri(parse(lookup.variables().required(VARIABLE)))
                .connect(connection)
                .resolve();
    }

    private static URI parse(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new CredentialsException(VARIABLE + " is no address", ErrorContext.none(false), null);
        }
    }

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        ApiCall<String, AlibabaCredentials> question = AlibabaStsCalls.credentialsUri(uri);
        return connection.explained(
                () -> connection.anonymous().execute(question, "", CallOptions.defaults()), "the credentials URI");
    }
}
