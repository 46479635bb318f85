/** Transport, retries, authentication, operations and errors: everything the provider modules share. */
module dev.imagecopy.core {
    requires com.fasterxml.jackson.core;
    requires okhttp3;
    requires org.slf4j;
    requires static transitive org.jspecify;
}
