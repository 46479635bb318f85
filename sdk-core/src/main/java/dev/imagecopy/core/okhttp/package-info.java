/**
 * The SDK's default transport: OkHttp, hardened so that one send is one exchange. The only package that refers to
 * {@code okhttp3}.
 *
 * <p>The path of a request, from the outside in:
 *
 * <pre>
 * OkHttpTransport.send      registers the exchange, waits, lets itself be interrupted
 *  └ Exchange               the one place where an exchange ends: answer, failure, timeout, interrupt, cancel or close
 *     └ SendQueue           one of 256 slots, or a place in the queue
 *        └ RequestSettingsInterceptor  first interceptor: read timeout and proxy that the request itself needs
 *           └ the borrowed client's interceptors, if any, then OkHttp's own
 *              └ OneSendInterceptor    last interceptor: lets one request pass, hides what makes OkHttp repeat it
 * </pre>
 */
@NullMarked
package dev.imagecopy.core.okhttp;

import org.jspecify.annotations.NullMarked;
