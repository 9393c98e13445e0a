/** Shows the status of the components of a build: on its main page, on a separate page, and in the remote API. */
package io.jenkins.plugins.mergeability.view;
