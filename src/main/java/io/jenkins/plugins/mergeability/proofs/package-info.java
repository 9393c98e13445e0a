/** The proofs this controller keeps: by repository and trust, with a page to look at them. */
package io.jenkins.plugins.mergeability.proofs;
