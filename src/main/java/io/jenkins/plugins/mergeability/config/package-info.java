/** What people configure for the controller and for folders, and what follows from it for a job. */
package io.jenkins.plugins.mergeability.config;
