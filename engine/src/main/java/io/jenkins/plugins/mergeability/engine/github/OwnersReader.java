package io.jenkins.plugins.mergeability.engine.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.kohsuke.github.GHBlob;
import org.kohsuke.github.GHContent;
import org.kohsuke.github.GHRepository;

/** Reads the CODEOWNERS file of a repository: the first that is there. */
final class OwnersReader {

    private static final List<String> PLACES = List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");

    /** GitHub loads none that is larger. */
    private static final int LARGEST_FILE = 3 * 1024 * 1024;

    private OwnersReader() {}

    /** What a commit says. */
    static OwnersFile read(GHRepository repository, String commit) throws IOException {
        for (String place : PLACES) {
            GHContent content;
            try {
                content = repository.getFileContent(place, commit);
            } catch (FileNotFoundException e) {
                if (String.valueOf(e.getMessage()).contains("No commit found")) {
                    // Without its cause, which says that nothing is there.
                    throw new IOException("GitHub does not have commit " + commit + " everywhere yet");
                }
                continue; // the branch can be read, so it is not there
            }
            if (!GithubHost.given(content.getType(), "a type").equals("file")) {
                throw new UnknownOwnersException(place + " is not a file");
            }
            if (content.getSize() > LARGEST_FILE) {
                throw new UnknownOwnersException(place + " is larger than 3 MB");
            }
            return OwnersFile.parse(text(repository, content));
        }
        return OwnersFile.NONE;
    }

    /** Beyond 1 MB GitHub tells only where else to ask. */
    @SuppressWarnings("deprecation") // what is recommended instead ends in an error of Java's where it is no base64
    private static String text(GHRepository repository, GHContent content) throws IOException {
        String encoding = GithubHost.given(content.getEncoding(), "an encoding");
        String encoded = content.getEncodedContent();
        if (encoding.equals("none")) {
            GHBlob blob = repository.getBlob(GithubHost.given(content.getSha(), "a sha"));
            encoding = GithubHost.given(blob.getEncoding(), "an encoding");
            encoded = blob.getContent();
        }
        if (!encoding.equals("base64")) {
            throw new IOException("unexpected answer: a file in encoding " + encoding);
        }
        try {
            return new String(Base64.getMimeDecoder().decode(GithubHost.given(encoded, "a content")), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("unexpected answer: no base64", e);
        }
    }
}
