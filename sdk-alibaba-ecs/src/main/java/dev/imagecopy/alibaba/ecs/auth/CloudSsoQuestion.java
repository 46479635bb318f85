package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.Secret;
import java.net.URI;

/**
 * Asks a CloudSSO portal for a key.
 *
 * @param portal its address
 * @param accessToken the login
 * @param account the account to work in
 * @param configuration the access configuration, which determines the identity
 */
record CloudSsoQuestion(URI portal, Secret accessToken, String account, String configuration) {}
