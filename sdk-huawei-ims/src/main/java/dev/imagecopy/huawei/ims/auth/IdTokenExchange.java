package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.huawei.ims.auth.HuaweiIamCalls.IdTokenLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Turns the id token that an OpenID Connect provider wrote into a file, read anew each time, into an IAM token. */
final class IdTokenExchange {
    private IdTokenExchange() {}

    static HuaweiCredentials exchange(
            HuaweiConnections connections, String identityProvider, String file, String projectId) {
        if (projectId.isEmpty()) {
            throw NamedValues.failure("an id token can only be exchanged for a project, and none is set", null);
        }
        IdTokenLogin login = new IdTokenLogin(identityProvider, firstLine(file), projectId);
        return connections
                .anonymous(connections.iamEndpoint())
                .execute(HuaweiIamCalls.EXCHANGE_ID_TOKEN, login, CallOptions.defaults());
    }

    /** A token in a file; neither message nor cause names the file, which may tell of the machine. */
    static String firstLine(String file) {
        try {
            String token = Files.readString(Path.of(file)).strip();
            if (token.isEmpty() || token.chars().anyMatch(c -> c <= 0x20 || c > 0x7e)) {
                throw NamedValues.failure("the token file holds no token", null);
            }
            return token;
        } catch (IOException | InvalidPathException e) {
            throw NamedValues.failure(
                    "the token file cannot be read: " + e.getClass().getSimpleName(), null);
        }
    }
}
