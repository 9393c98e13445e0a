package io.jenkins.plugins.mergeability.engine.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.kohsuke.github.GHBlob;
import org.kohsuke.github.GHContent;
import org.kohsuke.github.GHRepository;

/** Reads the CODEOWNERS file of a repository: the first that exists. */
final class OwnersReader {

    private static final List<String> PATHS = List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");

    /** GitHub ignores larger files. */
    private static final int MAX_FILE_SIZE = 3 * 1024 * 1024;

    private OwnersReader() {}

    /** Reads the file of a commit. */
    static OwnersFile read(GHRepository repository, String commit) throws IOException {
        for (String path : PATHS) {
            GHContent content;
            try {
                content = repository.getFileContent(path, commit);
            } catch (FileNotFoundException e) {
                if (String.valueOf(e.getMessage()).contains("No commit found")) {
                    // Without the cause, which would be classified as "not found".
                    throw new IOException("commit " + commit + " is not available at all servers of GitHub yet");
                }
                continue; // the branch is readable, so the file does not exist
            }
            if (!GithubHost.require(content.getType(), "the type").equals("file")) {
                throw new UnknownOwnersException(path + " is not a file");
            }
            if (content.getSize() > MAX_FILE_SIZE) {
                throw new UnknownOwnersException(path + " is larger than 3 MB");
            }
            return OwnersFile.parse(text(repository, content));
        }
        return OwnersFile.NONE;
    }

    /** The content. For files above 1 MB GitHub's response has only the address of the blob. */
    @SuppressWarnings("deprecation") // the recommended method throws an unchecked exception on invalid base64
    private static String text(GHRepository repository, GHContent content) throws IOException {
        String encoding = GithubHost.require(content.getEncoding(), "the encoding");
        String encoded = content.getEncodedContent();
        if (encoding.equals("none")) {
            GHBlob blob = repository.getBlob(GithubHost.require(content.getSha(), "the sha"));
            encoding = GithubHost.require(blob.getEncoding(), "the encoding");
            encoded = blob.getContent();
        }
        if (!encoding.equals("base64")) {
            throw new IOException("unexpected response: a file in encoding " + encoding);
        }
        try {
            return new String(Base64.getMimeDecoder().decode(GithubHost.require(encoded, "the content")), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("unexpected response: invalid base64", e);
        }
    }
}
