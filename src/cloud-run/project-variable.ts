/** The variable that Google's libraries read as the id of the program's own project. */
export const PROJECT_VARIABLE = 'GOOGLE_CLOUD_PROJECT';
