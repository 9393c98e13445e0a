package io.jenkins.plugins.mergeability.engine.deploy;

import io.jenkins.plugins.mergeability.engine.hash.FieldHasher;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outputs of a job of a component at a commit: what an environment runs.
 *
 * @param component the component
 * @param outputs the digest of the outputs by platform; the platform of a job without platforms is empty
 * @param commit the full name of the commit
 */
public record Release(String component, Map<String, OutputDigest> outputs, String commit) {

    private static final int SHORT = 12;

    public Release {
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("a release of " + component + " without outputs");
        }
        outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
    }

    /** The identity of its bytes, whatever the commit: 64 hexadecimal digits. */
    public String id() {
        FieldHasher hasher = new FieldHasher().begin("release 1").add(component);
        outputs.forEach((platform, digest) -> hasher.add(platform).add(digest.hex()));
        return HexFormat.of().formatHex(hasher.end());
    }

    /** The first digits of {@link #id}, for people. */
    public String shortId() {
        return id().substring(0, SHORT);
    }
}
