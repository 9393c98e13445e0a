/** Shows what became of the components of a build: on its main page, on a page of its own, and in the remote API. */
package io.jenkins.plugins.mergeability.view;
