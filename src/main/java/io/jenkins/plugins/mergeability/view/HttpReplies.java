package io.jenkins.plugins.mergeability.view;

import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Replies to requests that are not pages. */
final class HttpReplies {

    private static final int MAX_AGE_SECONDS = 3600;

    private HttpReplies() {}

    /**
     * A reply with a file.
     *
     * @param cacheable whether the file does not change, so that a browser may cache it for a while
     */
    static HttpResponse of(String type, byte[] content, boolean cacheable) {
        return new HttpResponse() {
            @Override
            public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
                    throws IOException {
                response.setContentType(type + ";charset=UTF-8");
                response.setHeader("Cache-Control", cacheable ? "private, max-age=" + MAX_AGE_SECONDS : "no-store");
                response.setHeader("X-Content-Type-Options", "nosniff");
                response.setContentLength(content.length);
                response.getOutputStream().write(content);
            }
        };
    }
}
