package dev.imagecopy.benchmarks.ours;

import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** OkHttp's requests, as the hand-written clients on OkHttp make them. */
final class OkHttpRequests {
    private static final MediaType JSON = MediaType.get("application/json");

    private OkHttpRequests() {}

    static Request of(String url, byte[] body, String[] headers) {
        Request.Builder request = new Request.Builder().url(url);
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        if (body != null) {
            request.post(RequestBody.create(body, JSON));
        }
        return request.build();
    }
}
