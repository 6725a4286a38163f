/** The map comes first; the list follows while the driver looks. */
export const loadList = () => import("./SpotList");
