/** Lock files of package managers: which of their entries concern which components. */
package io.jenkins.plugins.mergeability.engine.lockfiles;
