/** Stores the proofs of this controller by repository and scope, and shows them to administrators. */
package io.jenkins.plugins.mergeability.proofs;
