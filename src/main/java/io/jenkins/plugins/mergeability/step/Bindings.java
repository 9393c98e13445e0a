package io.jenkins.plugins.mergeability.step;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.AbortException;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.jenkinsci.plugins.credentialsbinding.impl.FileBinding;
import org.jenkinsci.plugins.credentialsbinding.impl.SSHUserPrivateKeyBinding;
import org.jenkinsci.plugins.credentialsbinding.impl.StringBinding;
import org.jenkinsci.plugins.credentialsbinding.impl.UsernamePasswordBinding;
import org.jenkinsci.plugins.credentialsbinding.impl.UsernamePasswordMultiBinding;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Binds credentials to variables by their kind, with the variables that {@code credentials()} gives in a declarative pipeline. */
final class Bindings {

    private Bindings() {}

    /**
     * The bindings for a job.
     *
     * @param credentials the id of a credential by the name of the variable
     * @throws AbortException if the build has no such credential, or it is of a kind that is no variable
     */
    static List<MultiBinding<?>> of(Run<?, ?> run, Map<String, String> credentials) throws AbortException {
        List<MultiBinding<?>> bindings = new ArrayList<>();
        for (Map.Entry<String, String> entry : credentials.entrySet()) {
            String variable = entry.getKey();
            String id = entry.getValue();
            IdCredentials found = CredentialsProvider.findCredentialById(id, IdCredentials.class, run);
            if (found instanceof StringCredentials) {
                bindings.add(new StringBinding(variable, id));
            } else if (found instanceof FileCredentials) {
                bindings.add(new FileBinding(variable, id));
            } else if (found instanceof StandardUsernamePasswordCredentials) {
                bindings.add(new UsernamePasswordBinding(variable, id));
                bindings.add(new UsernamePasswordMultiBinding(variable + "_USR", variable + "_PSW", id));
            } else if (found instanceof SSHUserPrivateKey) {
                SSHUserPrivateKeyBinding binding = new SSHUserPrivateKeyBinding(variable, id);
                binding.setUsernameVariable(variable + "_USR");
                binding.setPassphraseVariable(variable + "_PSW");
                bindings.add(binding);
            } else if (found == null) {
                throw new AbortException("there is no credential `" + id + "` for the variable " + variable
                        + ": add it in Jenkins, where this job can see it, or correct its id in the component map");
            } else {
                throw new AbortException("the credential `" + id + "` is of a kind that cannot be a variable ("
                        + found.getClass().getSimpleName()
                        + "): use a secret text, a secret file, a user name with password or an SSH key");
            }
        }
        return bindings;
    }
}
