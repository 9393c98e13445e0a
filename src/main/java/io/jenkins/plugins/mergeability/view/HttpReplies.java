package io.jenkins.plugins.mergeability.view;

import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Answers to requests that are not pages. */
final class HttpReplies {

    private static final int AN_HOUR = 3600;

    private HttpReplies() {}

    /**
     * A file.
     *
     * @param lasting whether it stays as it is, so that a browser may keep it for a while
     */
    static HttpResponse of(String type, byte[] content, boolean lasting) {
        return new HttpResponse() {
            @Override
            public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
                    throws IOException {
                response.setContentType(type + ";charset=UTF-8");
                response.setHeader("Cache-Control", lasting ? "private, max-age=" + AN_HOUR : "no-store");
                response.setHeader("X-Content-Type-Options", "nosniff");
                response.setContentLength(content.length);
                response.getOutputStream().write(content);
            }
        };
    }
}
