package io.jenkins.plugins.mergeability.step;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.AbortException;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Maps credentials to bindings by type, with the variables of {@code credentials()} in a Declarative pipeline. */
final class CredentialBindings {

    private CredentialBindings() {}

    /**
     * The bindings for a job, in the form in which a pipeline names them: binding objects cannot be saved with a program.
     *
     * @param credentials the id of a credential by the name of the variable
     * @throws AbortException if the build has no such credential, or its type cannot be bound
     */
    static List<UninstantiatedDescribable> of(Run<?, ?> run, Map<String, String> credentials) throws AbortException {
        List<UninstantiatedDescribable> bindings = new ArrayList<>();
        for (Map.Entry<String, String> entry : credentials.entrySet()) {
            String variable = entry.getKey();
            String id = entry.getValue();
            IdCredentials found = CredentialsProvider.findCredentialById(id, IdCredentials.class, run);
            if (found instanceof StringCredentials) {
                bindings.add(binding("string", id, Map.of("variable", variable)));
            } else if (found instanceof FileCredentials) {
                bindings.add(binding("file", id, Map.of("variable", variable)));
            } else if (found instanceof StandardUsernamePasswordCredentials) {
                bindings.add(binding("usernameColonPassword", id, Map.of("variable", variable)));
                bindings.add(binding(
                        "usernamePassword",
                        id,
                        Map.of("usernameVariable", variable + "_USR", "passwordVariable", variable + "_PSW")));
            } else if (found instanceof SSHUserPrivateKey) {
                bindings.add(binding(
                        "sshUserPrivateKey",
                        id,
                        Map.of(
                                "keyFileVariable",
                                variable,
                                "usernameVariable",
                                variable + "_USR",
                                "passphraseVariable",
                                variable + "_PSW")));
            } else if (found == null) {
                throw new AbortException(
                        "the credential `" + id + "` for the variable " + variable
                                + " does not exist: add it in Jenkins, where this job can see it, or correct its id in the component map");
            } else {
                throw new AbortException("the credential `" + id + "` has a type that cannot be bound to a variable ("
                        + found.getClass().getSimpleName()
                        + "): use a secret text, a secret file, a user name with password or an SSH key");
            }
        }
        return bindings;
    }

    private static UninstantiatedDescribable binding(String symbol, String id, Map<String, String> variables) {
        Map<String, Object> arguments = new HashMap<>(variables);
        arguments.put("credentialsId", id);
        return new UninstantiatedDescribable(symbol, null, arguments);
    }
}
