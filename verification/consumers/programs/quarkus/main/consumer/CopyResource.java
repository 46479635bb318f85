package consumer;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Starts copies and tells how far they are. Our requests and snapshots are the JSON. */
@Path("/copies")
public class CopyResource {
    private static final Map<String, Operation<HuaweiImage>> COPIES = new ConcurrentHashMap<>();

    private final HuaweiImsClient images;

    public CopyResource(HuaweiImsClient images) {
        this.images = images;
    }

    @POST
    public OperationSnapshot<HuaweiImage> start(HuaweiCopyImageRequest request) {
        Operation<HuaweiImage> copy = images.copyImage(request);
        COPIES.put(copy.id(), copy);
        return copy.latest();
    }

    @GET
    @Path("/{id}")
    public OperationSnapshot<HuaweiImage> progress(@PathParam("id") String id) {
        return COPIES.get(id).poll();
    }
}
