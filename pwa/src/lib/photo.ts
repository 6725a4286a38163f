const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

/** The photo as a JPEG of at most 1600 pixels a side. One that this browser cannot read is left to the server to judge. */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise<Blob>((done) => {
      canvas.toBlob((small) => done(small ?? file), "image/jpeg", QUALITY);
    });
  } catch {
    return file;
  }
}
